using Npgsql;
using Orchestra.LocalHost;
using Orchestra.Testing.Servers;

namespace Orchestra.Benchmarks.Measuring;

/// <summary>The PostgreSQL to measure on: the one named, or a private one; its commits must survive a crash, or the figures are void.</summary>
internal static class DurableServer
{
    private static readonly string[] Needed = ["fsync", "synchronous_commit", "full_page_writes"];

    /// <summary>Starts a server unless one is named, and names it for the rest of this process.</summary>
    /// <returns>Stops what was started.</returns>
    public static async Task<IAsyncDisposable> EnsureAsync()
    {
        var named = Environment.GetEnvironmentVariable(TestServers.PostgresVariable) is { Length: > 0 };
        PrivatePostgres? own = null;
        if (!named)
        {
            own = await PrivatePostgres.StartAsync(new PrivatePostgresOptions { Fsync = true });
            Environment.SetEnvironmentVariable(TestServers.PostgresVariable, own.ConnectionString);
        }

        await DemandDurableAsync();
        return new Started(own);
    }

    /// <summary>The id of the server's first process, on this machine.</summary>
    public static async Task<int> ProcessIdAsync()
    {
        await using var connection = new NpgsqlConnection(await TestServers.PostgresAsync());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select pg_backend_pid()", connection);
        var backend = (int)(await command.ExecuteScalarAsync())!;
        var name = $"/proc/{backend}/comm";
        return File.Exists(name) && (await File.ReadAllTextAsync(name)).Trim() == "postgres"
            ? ProcessTimes.ParentOf(backend)
            : throw new BenchmarkException($"{TestServers.PostgresVariable} must name a server on this machine: its CPU time is measured");
    }

    private static async Task DemandDurableAsync()
    {
        await using var connection = new NpgsqlConnection(await TestServers.PostgresAsync());
        await connection.OpenAsync();
        foreach (var setting in Needed)
        {
            await using var command = new NpgsqlCommand($"show {setting}", connection);
            if (await command.ExecuteScalarAsync() is not "on")
            {
                throw new BenchmarkException(
                    $"the PostgreSQL of {TestServers.PostgresVariable} runs with {setting} off: durable figures need it on"
                );
            }
        }
    }

    private sealed class Started(PrivatePostgres? own) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (own is not null)
            {
                NpgsqlConnection.ClearAllPools();
                Environment.SetEnvironmentVariable(TestServers.PostgresVariable, null);
                await own.DisposeAsync();
            }
        }
    }
}
