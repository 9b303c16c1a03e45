using Npgsql;
using Orchestra.Cli.Local;
using Orchestra.LocalHost;
using Orchestra.LocalHost.Processes;

namespace Orchestra.Cli.Development.Soak;

/// <summary>
/// Api, executors and the sample bank on servers of their own, each of which can be hurt. Leases last 2 s; PostgreSQL writes as durably
/// as in production, because it is to crash.
/// </summary>
internal sealed class SoakTopology : IAsyncDisposable
{
    private const string DatabaseName = "orchestra";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private readonly string _password = Secrets.Generate();
    private readonly List<SoakService> _executors = [];
    private readonly TextWriter _log;
    private readonly TimeProvider _time;
    private PrivatePostgres? _postgres;
    private PrivatePostgres? _bankPostgres;
    private PrivateRabbitMq? _rabbitMq;
    private SoakService? _api;
    private SoakService? _bank;

    private SoakTopology(string logFile, TimeProvider time)
    {
        _log = TextWriter.Synchronized(new StreamWriter(logFile) { AutoFlush = true });
        _time = time;
    }

    /// <summary>The Api.</summary>
    public Uri Api => _api!.Address;

    /// <summary>The system under test.</summary>
    public Uri Bank => _bank!.Address;

    /// <summary>Connection string of the superuser.</summary>
    public string Database => _postgres!.ConnectionStringOf(DatabaseName);

    /// <summary>Starts everything.</summary>
    /// <exception cref="CliException">Something does not start.</exception>
    public static async Task<SoakTopology> StartAsync(int executors, string logFile, TimeProvider time, CancellationToken cancellationToken)
    {
        var topology = new SoakTopology(logFile, time);
        try
        {
            await topology.StartServersAsync(cancellationToken);
            await topology.StartServicesAsync(executors, cancellationToken);
            return topology;
        }
        catch (LocalHostException exception)
        {
            await topology.DisposeAsync();
            throw new CliException(ExitCodes.Usage, exception.Message);
        }
        catch
        {
            await topology.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does one fault, and waits until what it ended is up again.</summary>
    public async Task InjectAsync(SoakFault fault, CancellationToken cancellationToken)
    {
        var executor = _executors[fault.Target];
        switch (fault.Kind)
        {
            case SoakFaultKind.KillExecutor:
                await executor.KillAsync(cancellationToken);
                break;
            case SoakFaultKind.FreezeExecutor:
                await executor.FreezeAsync(3 * Lease, cancellationToken);
                break;
            case SoakFaultKind.ReplaceExecutor:
                await executor.ReplaceAsync(cancellationToken);
                break;
            case SoakFaultKind.KillApi:
                await _api!.KillAsync(cancellationToken);
                break;
            case SoakFaultKind.CutConnections:
                await CutConnectionsAsync(cancellationToken);
                break;
            case SoakFaultKind.CrashDatabase:
                await _postgres!.RestartAsync(immediate: true, cancellationToken);
                break;
            case SoakFaultKind.RestartBroker:
                await _rabbitMq!.StopAsync(immediate: true);
                await _rabbitMq.StartAgainAsync(cancellationToken);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(new[] { _api, _bank }.Concat(_executors).OfType<SoakService>().Select(each => each.DisposeAsync().AsTask()));
        await Task.WhenAll(
            new IAsyncDisposable?[] { _postgres, _bankPostgres, _rabbitMq }
                .OfType<IAsyncDisposable>()
                .Select(server => server.DisposeAsync().AsTask())
        );
        await _log.DisposeAsync();
    }

    private async Task StartServersAsync(CancellationToken cancellationToken)
    {
        var rabbitMq = PrivateRabbitMq.StartAsync(new PrivateRabbitMqOptions(), cancellationToken);
        try
        {
            _postgres = await PrivatePostgres.StartAsync(cancellationToken: cancellationToken);
            _bankPostgres = await PrivatePostgres.StartAsync(new PrivatePostgresOptions { Fsync = false }, cancellationToken);
            await _postgres.CreateDatabaseAsync(DatabaseName, cancellationToken: cancellationToken);
            await _bankPostgres.CreateDatabaseAsync("bank", cancellationToken: cancellationToken);
        }
        finally
        {
            _rabbitMq = await rabbitMq;
        }

        var migrate = await ChildProgram.StartDotnetAsync(
            Repository.Program("Orchestra.Api"),
            ["migrate"],
            new Dictionary<string, string>
            {
                ["ConnectionStrings__orchestra"] = Database,
                ["Database__OwnerPassword"] = _password,
                ["Database__AppPassword"] = _password,
                ["Database__WorkerPassword"] = _password,
                // Makes the tenant that callers of this machine act in.
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
            },
            _log.WriteLine
        );
        if (await migrate.WaitAsync(cancellationToken) != 0)
        {
            throw new CliException(ExitCodes.Broken, "the migrations failed: their lines are in the log");
        }
    }

    private async Task StartServicesAsync(int executors, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string>
        {
            ["ConnectionStrings__orchestra_worker"] = ConnectionOf("orchestra_worker"),
            ["ConnectionStrings__orchestra_app"] = ConnectionOf("orchestra_app"),
            ["ConnectionStrings__messaging"] = _rabbitMq!.ConnectionString,
            ["Leases__Duration"] = Lease.ToString(),
            ["Leases__ReapEvery"] = "00:00:00.5",
            ["Executor__PollEvery"] = "00:00:01",
            ["Outbound__Forbidden__0"] = $"{_postgres!.Host}:{_postgres.Port}",
            ["Outbound__Forbidden__1"] = $"{_rabbitMq.Host}:{_rabbitMq.Port}",
        };
        var bank = new Dictionary<string, string> { ["ConnectionStrings__bank"] = _bankPostgres!.ConnectionStringOf("bank") };
        _bank = new SoakService("Orchestra.Samples.Bank", "/health", bank, _log.WriteLine, _time);
        _api = new SoakService("Orchestra.Api", "/health/ready", variables, _log.WriteLine, _time);
        for (var i = 0; i < executors; i++)
        {
            _executors.Add(new SoakService("Orchestra.Executor", "/health/ready", variables, _log.WriteLine, _time));
        }

        await Task.WhenAll(_executors.Append(_bank).Append(_api).Select(service => service.StartAsync(cancellationToken)));
    }

    private string ConnectionOf(string role) =>
        new NpgsqlConnectionStringBuilder(Database) { Username = role, Password = _password }.ConnectionString;

    private async Task CutConnectionsAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Database + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename like 'orchestra%' and pid % 2 = 0",
            connection
        );
        await command.ExecuteScalarAsync(cancellationToken);
    }
}
