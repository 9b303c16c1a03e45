using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using Orchestra.Contracts.Profiles;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Plugins.Db.Postgres;

/// <summary>PostgreSQL through Npgsql, which opens the socket itself: it gets an address that was judged, never the name.</summary>
internal sealed class PostgresDatabase(GuardedConnector connector, TimeProvider time) : IDatabase
{
    /// <inheritdoc />
    public string Kind => "POSTGRESQL";

    /// <inheritdoc />
    public async Task<(IDbSession? Session, DbAnswer? Refusal)> OpenAsync(
        DbProfile profile,
        StepExecution execution,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var endpoint = new DnsEndPoint(profile.Host, profile.Port);
            var addresses = await connector.JudgedAddressesAsync(endpoint, execution.Policy, either.Token);
            var connection = new NpgsqlConnection(ConnectionString(profile, execution.Secrets, addresses, timeout));
            connection.SslClientAuthenticationOptionsCallback = options => SetTls(options, profile, execution.Secrets);
            // A server that accepts and says nothing holds Npgsql in spite of the token: whoever gives up does not wait for it.
            await OpenAsync(connection, either.Token).WaitAsync(either.Token);
            var ceiling = profile.StatementTimeoutMs is { } ms ? new DbLimits(TimeSpan.FromMilliseconds(ms), 0, 0) : null;
            return (new PostgresSession(connection, ceiling, time), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var late = PostgresFaults.Late(timeout);
            return (
                null,
                new DbAnswer(null, late with { Type = Contracts.Runs.ViolationType.NetworkError, Code = Steps.Poller.ConnectTimeoutCode })
            );
        }
        catch (Exception e) when (e is not OperationCanceledException && PostgresFaults.Of(e, timeout) is { } fault)
        {
            return (null, new DbAnswer(null, fault));
        }
    }

    private static string ConnectionString(DbProfile profile, SecretLookup secrets, IReadOnlyList<IPAddress> addresses, TimeSpan timeout) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = string.Join(',', addresses),
            Port = profile.Port,
            Database = profile.Database,
            Username = secrets.Resolve(profile.User),
            Password = secrets.Resolve(profile.Password),
            SearchPath = profile.DefaultSchema,
            ApplicationName = "orchestra",
            // Certificates are judged by the callback, which knows the host's name; the address has none.
            SslMode = profile.Tls is null ? SslMode.Disable : SslMode.Require,
            Pooling = false,
            Enlist = false,
            // The token is the limit; Npgsql's own, in whole seconds, ends what the token could not.
            Timeout = (int)Math.Clamp(Math.Ceiling(timeout.TotalSeconds) + 1, 2, 1024),
            CommandTimeout = 0,
            // Our own environment must not steer where a tenant's step goes.
            Passfile = Path.Combine(Path.GetTempPath(), "orchestra-no-passfile"),
        }.ConnectionString;

    private static void SetTls(SslClientAuthenticationOptions options, DbProfile profile, SecretLookup secrets)
    {
        var tls = profile.Tls!;
        options.TargetHost = tls.ServerName ?? profile.Host;
        if (secrets.Resolve(tls.CaCertificate) is { } ca)
        {
            var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            chain.CustomTrustStore.ImportFromPem(ca);
            options.CertificateChainPolicy = chain;
        }

        options.RemoteCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None;
        if (secrets.Resolve(tls.ClientCertificate) is { } certificate && secrets.Resolve(tls.ClientKey) is { } key)
        {
            options.ClientCertificates = [X509Certificate2.CreateFromPem(certificate, key)];
        }
    }

    // A connection that does not come about is let go of here, also when nobody waits for it any more.
    private static async Task OpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.OpenAsync(cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
