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
        NpgsqlConnection? connection = null;
        try
        {
            var endpoint = new DnsEndPoint(profile.Host, profile.Port);
            var addresses = await connector.JudgedAddressesAsync(endpoint, execution.Policy, either.Token);
            connection = new NpgsqlConnection(ConnectionString(profile, execution.Secrets, addresses));
            connection.SslClientAuthenticationOptionsCallback = options => SetTls(options, profile, execution.Secrets);
            await connection.OpenAsync(either.Token);
            var ceiling = profile.StatementTimeoutMs is { } ms ? new DbLimits(TimeSpan.FromMilliseconds(ms), 0, 0) : null;
            return (new PostgresSession(connection, ceiling, time), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await DisposeAsync(connection);
            var late = PostgresFaults.Late(timeout);
            return (
                null,
                new DbAnswer(null, late with { Type = Contracts.Runs.ViolationType.NetworkError, Code = Steps.Poller.ConnectTimeoutCode })
            );
        }
        catch (Exception e) when (e is not OperationCanceledException && PostgresFaults.Of(e, timeout) is { } fault)
        {
            await DisposeAsync(connection);
            return (null, new DbAnswer(null, fault));
        }
    }

    private static string ConnectionString(DbProfile profile, SecretLookup secrets, IReadOnlyList<IPAddress> addresses) =>
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
            // The token is the limit; Npgsql's own would be another one.
            Timeout = 0,
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

    private static ValueTask DisposeAsync(NpgsqlConnection? connection) => connection?.DisposeAsync() ?? ValueTask.CompletedTask;
}
