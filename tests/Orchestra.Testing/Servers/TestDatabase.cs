using Npgsql;
using Orchestra.Runs;
using Orchestra.Testing.Processes;

namespace Orchestra.Testing.Servers;

/// <summary>
/// A database of one fixture, with every schema migrated: a copy of a template that the first fixture of the run makes with the
/// product's own <c>migrate</c>.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Template = "orchestra_template";

    // Letters and digits: they stand in connection strings without quotes.
    private static readonly Dictionary<string, string> Passwords = new()
    {
        [DatabaseRoles.Owner] = "testowner",
        [DatabaseRoles.App] = "testapp",
        [DatabaseRoles.Worker] = "testworker",
    };

    private readonly string _server;
    private readonly string _name;

    private TestDatabase(string server, string name)
    {
        (_server, _name) = (server, name);
        App = NpgsqlDataSource.Create(AppConnectionString);
        Worker = NpgsqlDataSource.Create(WorkerConnectionString);
        Owner = NpgsqlDataSource.Create(OwnerConnectionString);
    }

    /// <summary>Superuser on this database: what <c>migrate</c> is given.</summary>
    public string AdminConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString;

    /// <summary>Role of migrations.</summary>
    public string OwnerConnectionString => Of(DatabaseRoles.Owner);

    /// <summary>Role of requests.</summary>
    public string AppConnectionString => Of(DatabaseRoles.App);

    /// <summary>Role of background work.</summary>
    public string WorkerConnectionString => Of(DatabaseRoles.Worker);

    /// <summary>As <see cref="AppConnectionString"/>.</summary>
    public NpgsqlDataSource App { get; }

    /// <summary>As <see cref="WorkerConnectionString"/>.</summary>
    public NpgsqlDataSource Worker { get; }

    /// <summary>As <see cref="OwnerConnectionString"/>.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <summary>Environment of the Api's <c>migrate</c> and <c>bootstrap</c> on this database.</summary>
    public Dictionary<string, string> AdminEnvironment => EnvironmentOf(AdminConnectionString);

    /// <summary>Makes a database on the run's server.</summary>
    public static async Task<TestDatabase> CreateAsync() => await CreateAsync(await TestServers.PostgresAsync());

    /// <summary>Makes a database on a server of the test's own, which it may stop.</summary>
    /// <param name="server">Superuser connection string.</param>
    public static async Task<TestDatabase> CreateAsync(string server)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        // Test programs run at the same time: one makes the template, the others wait for it.
        await ExecuteAsync(connection, "select pg_advisory_lock(hashtext('orchestra.template'))");
        await EnsureTemplateAsync(connection, server);
        var name = $"t{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        await ExecuteAsync(connection, $"create database {name} template {Template} owner {DatabaseRoles.Owner}");
        await ExecuteAsync(connection, "select pg_advisory_unlock(hashtext('orchestra.template'))");
        return new TestDatabase(server, name);
    }

    /// <summary>Runs one statement as the superuser.</summary>
    public async Task ExecuteAsAdminAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    /// <summary>One value, asked as the superuser.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Forgets the test's own connections: a server that was restarted has ended them, and the pools do not know.</summary>
    public void ForgetConnections()
    {
        NpgsqlConnection.ClearAllPools();
        // These have pools of their own.
        App.Clear();
        Worker.Clear();
        Owner.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Worker.DisposeAsync();
        await Owner.DisposeAsync();
        await using var connection = new NpgsqlConnection(_server);
        // A test that restarted its server left dead connections in the pool.
        NpgsqlConnection.ClearPool(connection);
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"drop database if exists {_name} with (force)");
    }

    private static async Task EnsureTemplateAsync(NpgsqlConnection connection, string server)
    {
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = @name and datistemplate", connection);
        exists.Parameters.AddWithValue("name", Template);
        if (await exists.ExecuteScalarAsync() is not null)
        {
            return;
        }

        await ExecuteAsync(connection, $"drop database if exists {Template}");
        await ExecuteAsync(connection, $"create database {Template}");
        var admin = new NpgsqlConnectionStringBuilder(server) { Database = Template, Pooling = false }.ConnectionString;
        await ServiceProcess.RunToEndAsync("Orchestra.Api", ["migrate"], EnvironmentOf(admin));
        await ExecuteAsync(connection, $"alter database {Template} is_template true");
    }

    private static Dictionary<string, string> EnvironmentOf(string admin) =>
        new()
        {
            ["ConnectionStrings__orchestra"] = admin,
            ["Database__OwnerPassword"] = Passwords[DatabaseRoles.Owner],
            ["Database__AppPassword"] = Passwords[DatabaseRoles.App],
            ["Database__WorkerPassword"] = Passwords[DatabaseRoles.Worker],
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
        };

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private string Of(string role) =>
        new NpgsqlConnectionStringBuilder(_server)
        {
            Database = _name,
            Username = role,
            Password = Passwords[role],
            Pooling = true,
        }.ConnectionString;
}
