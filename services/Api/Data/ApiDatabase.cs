using Microsoft.EntityFrameworkCore;
using Npgsql;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Data;

/// <summary>How the context is configured, for requests and for migrations.</summary>
internal static class ApiDatabase
{
    private const string HistoryTable = "__migrations";

    public static void AddApiDatabase(this IServiceCollection services)
    {
        services.AddScoped<UnitOfWork>();
        services.AddDbContext<ApiDbContext>(
            (provider, options) =>
                options
                    .UseNpgsql(
                        provider.GetRequiredService<NpgsqlDataSource>(),
                        npgsql => npgsql.MigrationsHistoryTable(HistoryTable, ApiDbContext.ApiSchema)
                    )
                    .AddInterceptors(new TenantConnectionInterceptor(provider.GetRequiredService<TenantContext>()))
        );
    }

    /// <summary>Options for migrations, which run as the owner and see every tenant.</summary>
    public static DbContextOptions<ApiDbContext> Options(string connectionString) =>
        new DbContextOptionsBuilder<ApiDbContext>()
            .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable(HistoryTable, ApiDbContext.ApiSchema))
            .Options;
}
