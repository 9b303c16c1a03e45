using Microsoft.EntityFrameworkCore;
using Npgsql;
using Orchestra.Api.Data;
using Orchestra.Runs;
using Orchestra.Runs.Data;
using Orchestra.Runs.Intake;
using Orchestra.Secrets.Data;
using Orchestra.ServiceDefaults.Data;
using Orchestra.ServiceDefaults.Identity;
using Orchestra.ServiceDefaults.Starting;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Commands;

/// <summary>
/// <c>Orchestra.Api migrate</c>: makes the three roles, gives the database to its owner and brings every schema up to date. The one
/// step that holds more than its own role's rights; it runs before any service starts.
/// </summary>
internal static class MigrateCommand
{
    private const string LockSql = "select pg_advisory_lock(hashtext('orchestra.migrate'))";

    public static async Task<int> RunAsync(IConfiguration configuration, bool development, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Admin(configuration).ConnectionString);
        await connection.OpenAsync(cancellationToken);
        // Two migrations at once would race for the same roles; the lock goes with the connection.
        await ExecuteAsync(connection, LockSql, cancellationToken);
        await EnsureRolesAsync(connection, configuration, cancellationToken);

        var owner = OwnerConnectionString(configuration);
        await using (var api = new ApiDbContext(ApiDatabase.Options(owner), new TenantContext()))
        {
            await api.Database.MigrateAsync(cancellationToken);
        }

        await using (var runs = new RunsDbContext(RunsOptions(owner)))
        {
            await runs.Database.MigrateAsync(cancellationToken);
        }

        await using (var secrets = new SecretsDbContext(SecretsOptions(owner)))
        {
            await secrets.Database.MigrateAsync(cancellationToken);
        }

        if (development)
        {
            await EnsureDevelopmentTenantAsync(owner, cancellationToken);
        }

        return 0;
    }

    /// <summary>The admin's connection string with the owner's credentials.</summary>
    public static string OwnerConnectionString(IConfiguration configuration) =>
        new NpgsqlConnectionStringBuilder(Admin(configuration).ConnectionString)
        {
            Username = DatabaseRoles.Owner,
            Password = Password(configuration, "Owner"),
        }.ConnectionString;

    private static NpgsqlConnectionStringBuilder Admin(IConfiguration configuration) =>
        ConnectionStrings.Database(configuration, "orchestra", "a connection string that may create roles");

    private static DbContextOptions<RunsDbContext> RunsOptions(string owner) =>
        new DbContextOptionsBuilder<RunsDbContext>()
            .UseNpgsql(owner, npgsql => npgsql.MigrationsHistoryTable("__migrations", RunsDbContext.Schema))
            .Options;

    private static DbContextOptions<SecretsDbContext> SecretsOptions(string owner) =>
        new DbContextOptionsBuilder<SecretsDbContext>()
            .UseNpgsql(owner, npgsql => npgsql.MigrationsHistoryTable("__migrations", SecretsDbContext.Schema))
            .Options;

    private static async Task EnsureRolesAsync(NpgsqlConnection admin, IConfiguration configuration, CancellationToken cancellationToken)
    {
        foreach (
            var (role, name) in ((string, string)[])
                [(DatabaseRoles.Owner, "Owner"), (DatabaseRoles.App, "App"), (DatabaseRoles.Worker, "Worker")]
        )
        {
            // Identifiers and passwords cannot be parameters of DDL: PostgreSQL's own format() quotes them.
            await using var command = new NpgsqlCommand(
                """
                select case when exists (select from pg_roles where rolname = @role)
                    then format('alter role %I login password %L nosuperuser nobypassrls nocreatedb nocreaterole', @role, @password)
                    else format('create role %I login password %L nosuperuser nobypassrls nocreatedb nocreaterole', @role, @password) end
                """,
                admin
            );
            command.Parameters.AddWithValue("role", role);
            command.Parameters.AddWithValue("password", Password(configuration, name));
            await ExecuteAsync(admin, (string)(await command.ExecuteScalarAsync(cancellationToken))!, cancellationToken);
        }

        await using var database = new NpgsqlCommand(
            "select format('alter database %I owner to orchestra_owner', current_database())",
            admin
        );
        await ExecuteAsync(admin, (string)(await database.ExecuteScalarAsync(cancellationToken))!, cancellationToken);
        await ExecuteAsync(admin, "revoke create on schema public from public", cancellationToken);
    }

    private static async Task EnsureDevelopmentTenantAsync(string owner, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            insert into identity.tenant (id, name, created_at) values (@id, 'development', now()) on conflict do nothing;
            insert into identity.tenant_settings
                (tenant_id, max_parallel_runs, max_scenarios_per_tenant, default_run_retention_days, outbound_allow, revision)
            values (@id, 10, 10000, 90, '{127.0.0.0/8,::1/128}', 1) on conflict do nothing;
            """,
            connection
        );
        command.Parameters.AddWithValue("id", WellKnownTenants.Development);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await RunIntake.SetSlotsAsync(connection, WellKnownTenants.Development, 10, cancellationToken);
    }

    private static string Password(IConfiguration configuration, string role) =>
        configuration[$"Database:{role}Password"]
        ?? throw new SettingException($"set Database__{role}Password to the password of the role orchestra_{role.ToLowerInvariant()}");

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
