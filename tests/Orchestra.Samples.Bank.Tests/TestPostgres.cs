using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Orchestra.Samples.Bank.Tests;

/// <summary>The PostgreSQL of this test run: the one that <c>ConnectionStrings__testpostgres</c> names, or a private cluster.</summary>
[SetUpFixture]
public sealed class TestPostgres
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), $"bank-tests-{Environment.ProcessId}");
    private static Process? _server;
    private static int _databases;

    public static string ConnectionString { get; private set; } = "";

    /// <summary>Creates an empty database and answers its connection string.</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        var name = $"bank_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"create database {name}");
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    public static Task DropDatabaseAsync(string connectionString) =>
        ExecuteAsync($"drop database {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__testpostgres") is { Length: > 0 } given)
        {
            ConnectionString = given;
            return;
        }

        Directory.CreateDirectory(Folder);
        if (Environment.IsPrivilegedProcess)
        {
            await Start("chown", "postgres", Folder).WaitForExitAsync();
        }

        using var initdb = StartAsPostgres("initdb", "-D", $"{Folder}/data", "-A", "trust", "-U", "postgres", "--no-sync");
        await initdb.WaitForExitAsync();
        Assert.That(initdb.ExitCode, Is.Zero, $"initdb failed: see {Folder}.log");
        var port = FreePort();
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
        _server = StartAsPostgres(
            "postgres",
            "-D",
            $"{Folder}/data",
            "-p",
            $"{port}",
            "-h",
            "127.0.0.1",
            "-k",
            Folder,
            "-c",
            "fsync=off",
            "-c",
            "max_connections=300"
        );
        await Eventually.HoldsAsync(AnswersAsync);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            _server.Kill(entireProcessTree: true);
            await _server.WaitForExitAsync();
            _server.Dispose();
            Directory.Delete(Folder, recursive: true);
            File.Delete($"{Folder}.log");
        }
    }

    private static async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("select 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // PostgreSQL refuses to run as root.
    private static Process StartAsPostgres(string program, params string[] arguments)
    {
        var path = Directory.GetDirectories("/usr/lib/postgresql").Select(d => $"{d}/bin/{program}").Last(File.Exists);
        return Environment.IsPrivilegedProcess
            ? Start("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : Start(path, arguments);
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo("sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1", $"{Folder}.log", program, .. arguments])
            {
                WorkingDirectory = Path.GetTempPath(),
            }
        )!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
