using Npgsql;
using Orchestra.LocalHost.Processes;

namespace Orchestra.LocalHost;

/// <summary>
/// A PostgreSQL cluster of our own: made on first start, on 127.0.0.1 only, with a password, as an account without
/// privileges. It ends when the process that started it ends, however that happens.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private const string Superuser = "postgres";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(30);

    private readonly PrivatePostgresOptions _options;
    private readonly string _folder;
    private readonly string _binaries;
    private readonly UnixAccount? _account;
    private ChildProcess? _process;

    private PrivatePostgres(PrivatePostgresOptions options)
    {
        _binaries = ServerBinaries.PostgresFolder(options.BinariesFolder);
        _account = UnixAccount.ForServer("postgres", "nobody");
        _options = options;
        _folder = options.Folder ?? Path.Combine(TemporaryFolder.Create(), "postgres");
        Port = options.Port ?? FreePorts.Take();
        Password = options.Password ?? Secrets.Generate();
    }

    /// <summary>Always 127.0.0.1.</summary>
    public string Host { get; } = "127.0.0.1";

    /// <summary>The port, the same over restarts.</summary>
    public int Port { get; }

    /// <summary>The superuser's password.</summary>
    public string Password { get; }

    /// <summary>The superuser's connection string to the database postgres.</summary>
    public string ConnectionString => ConnectionStringOf("postgres");

    /// <summary>The id of the server's first process.</summary>
    public int ProcessId => Running.Id;

    internal ChildProcess Running => _process ?? throw new LocalHostException("PostgreSQL is not running");

    private string DataFolder => Path.Combine(_folder, "data");

    /// <summary>Makes the cluster if there is none, starts it and waits until it answers a query.</summary>
    public static async Task<PrivatePostgres> StartAsync(
        PrivatePostgresOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var postgres = new PrivatePostgres(options ?? new PrivatePostgresOptions());
        try
        {
            await postgres.CreateClusterAsync(cancellationToken);
            await postgres.StartServerAsync(cancellationToken);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>The superuser's connection string to a database.</summary>
    public string ConnectionStringOf(string database) =>
        $"Host={Host};Port={Port};Username={Superuser};Password={Password};Database={database}";

    /// <summary>Creates a database unless it exists; a copy of the template when one is given.</summary>
    public async Task CreateDatabaseAsync(string name, string? template = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection);
        find.Parameters.AddWithValue(name);
        if (await find.ExecuteScalarAsync(cancellationToken) is not null)
        {
            return;
        }

        // Names are quoted as identifiers: CREATE DATABASE takes no parameters.
        var sql = $"create database {Quote(name)}" + (template is null ? "" : $" template {Quote(template)}");
        await using var create = new NpgsqlCommand(sql, connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Stops the server: clients are cut off; immediately as in a crash when asked so.</summary>
    public async Task StopAsync(bool immediate = false)
    {
        if (_process is { } process)
        {
            // SIGTERM would wait for the clients to leave ("smart" shutdown): SIGINT cuts them off.
            var quit = (UnixSignal.Quit, TimeSpan.FromSeconds(1));
            await (immediate ? process.StopAsync(quit) : process.StopAsync((UnixSignal.Interrupt, TimeSpan.FromSeconds(2)), quit));
            _process = null;
        }
    }

    /// <summary>Stops and starts the server on the same port and data.</summary>
    public async Task RestartAsync(bool immediate = false, CancellationToken cancellationToken = default)
    {
        await StopAsync(immediate);
        await StartServerAsync(cancellationToken);
    }

    /// <summary>Stops the server and removes a temporary folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(immediate: _options.Folder is null);
        if (_options.Folder is null)
        {
            TemporaryFolder.Remove(Path.GetDirectoryName(_folder)!);
        }
    }

    private static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        // Unpooled: a connection left in a pool would be broken after a restart and count against max_connections.
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=5");
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task CreateClusterAsync(CancellationToken cancellationToken)
    {
        UnixAccount.CreateFolder(_folder, _account);
        if (Directory.Exists(DataFolder))
        {
            return;
        }

        // Made beside its place and moved there when whole: a half-made cluster is never taken for one.
        var unfinished = Path.Combine(_folder, "data.unfinished");
        var passwordFile = Path.Combine(_folder, "password");
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        UnixAccount.WriteFile(passwordFile, Password, _account);
        string[] sync = _options.Fsync ? [] : ["--no-sync"];
        var initdb = await ProcessLauncher.StartAsync(
            Spec(
                "initdb",
                [
                    "--pgdata",
                    unfinished,
                    "--username",
                    Superuser,
                    "--pwfile",
                    passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    .. sync,
                ]
            ) with
            {
                // It starts the server to fill the cluster, and that goes on with what it was given when initdb is gone.
                EndsWithItsOwn = true,
                Output = static _ => { },
            }
        );
        await using var cancel = cancellationToken.Register(() => initdb.Signal(UnixSignal.Terminate));
        var exitCode = await initdb.Exited;
        cancellationToken.ThrowIfCancellationRequested();
        File.Delete(passwordFile);
        if (exitCode != 0)
        {
            throw new LocalHostException($"initdb ended with exit code {exitCode}:\n{string.Join('\n', initdb.LastLines)}");
        }

        Directory.Move(unfinished, DataFolder);
    }

    private async Task StartServerAsync(CancellationToken cancellationToken)
    {
        await PreviousServerEndsAsync(cancellationToken);
        var arguments = new List<string> { "-D", DataFolder };
        foreach (var (name, value) in Settings())
        {
            arguments.AddRange("-c", $"{name}={value}");
        }

        // The death signal is SIGQUIT: on SIGKILL the server's own children would have to notice its death by themselves.
        _process = await ProcessLauncher.StartAsync(Spec("postgres", arguments) with { DeathSignal = UnixSignal.Quit });
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(StartTimeout);
        while (!await AnswersAsync(timeout.Token))
        {
            if (_process.Exited.IsCompleted)
            {
                throw new LocalHostException($"PostgreSQL ended while starting:\n{string.Join('\n', _process.LastLines)}");
            }

            if (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new LocalHostException(
                    $"PostgreSQL did not answer within {StartTimeout.TotalSeconds} s:\n{string.Join('\n', _process.LastLines)}"
                );
            }

            await Task.Delay(PollPeriod, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select 1", connection);
            return await command.ExecuteScalarAsync(cancellationToken) is 1;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new LocalHostException(
                $"the cluster in {_folder} was made with another password; remove that folder to begin anew",
                exception
            );
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            return false;
        }
    }

    private IEnumerable<(string Name, string Value)> Settings()
    {
        yield return ("listen_addresses", Host);
        yield return ("port", $"{Port}");
        yield return ("unix_socket_directories", "");
        yield return ("max_connections", $"{_options.MaxConnections}");
        yield return ("shared_buffers", "128MB");
        yield return ("max_wal_size", "1GB");
        yield return ("timezone", "UTC");
        yield return ("log_timezone", "UTC");
        // Many short transactions on few cores: neither compiling queries nor spreading one over workers pays.
        yield return ("jit", "off");
        yield return ("max_parallel_workers_per_gather", "0");
        if (!_options.Fsync)
        {
            yield return ("fsync", "off");
            yield return ("synchronous_commit", "off");
            yield return ("full_page_writes", "off");
        }
    }

    private ProcessSpec Spec(string program, IReadOnlyList<string> arguments) =>
        new()
        {
            Name = program,
            FileName = Path.Combine(_binaries, program),
            Arguments = arguments,
            WorkingDirectory = _folder,
            Account = _account,
            ForeignVariablePrefixes = ["PG", "LC_", "LANG"],
            Output = _options.Output ?? (static _ => { }),
        };

    /// <summary>Waits for the server of a host that was killed a moment ago, which is still ending.</summary>
    private async Task PreviousServerEndsAsync(CancellationToken cancellationToken)
    {
        var pidFile = Path.Combine(DataFolder, "postmaster.pid");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(5));
        while (
            File.Exists(pidFile)
            && (await File.ReadAllLinesAsync(pidFile, cancellationToken)).FirstOrDefault() is { Length: > 0 } processId
            // PostgreSQL itself asks with signal 0, and takes a zombie for a server.
            && ProcessTable.IsListed(processId, "postgres")
            && !timeout.IsCancellationRequested
        )
        {
            await Task.Delay(PollPeriod, TimeProvider.System, cancellationToken);
        }
    }
}
