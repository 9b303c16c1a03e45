using Microsoft.Extensions.Options;
using Npgsql;
using Orchestra.Contracts.Bus;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins;
using Orchestra.Executor.Execution;
using Orchestra.Executor.Faults;
using Orchestra.Executor.Leasing;
using Orchestra.Runs.Artifacts;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;
using Orchestra.Secrets;
using Orchestra.Secrets.External;
using Orchestra.Secrets.Keys;
using Orchestra.ServiceDefaults;
using Orchestra.ServiceDefaults.Bus;
using Orchestra.ServiceDefaults.Data;
using Orchestra.ServiceDefaults.Outbound;
using Orchestra.ServiceDefaults.Starting;

namespace Orchestra.Executor;

/// <summary>What the executor is made of.</summary>
internal static class ExecutorExtensions
{
    public static WebApplicationBuilder AddExecutor(this WebApplicationBuilder builder)
    {
        builder.AddServiceDefaults("executor");
        AddOptions(builder.Services);
        // No request is served here but probes: the worker's data source is the only one.
        var worker = builder.OpenWorkerDatabase(maxConnections: 24);
        builder.Services.AddSingleton(worker);
        builder.Services.AddHealthChecks().Add(DatabaseExtensions.Check(worker));
        builder.Services.AddSingleton<LeaseStore>();
        builder.Services.AddSingleton(new JournalStore(worker));
        builder.Services.AddSingleton(new SuiteJournal(worker));
        builder.Services.AddSingleton(provider => new ArtifactStore(worker, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<StepArtifacts>();
        builder.Services.AddSingleton<LeaseRegistry>();
        AddSecrets(builder, worker);
        AddEngine(builder.Services);
        builder.AddBus(bus =>
        {
            bus.AddSignal<RunsQueued>();
            bus.AddSignal<CancelsRequested>();
        });
        builder.Services.AddSingleton(FaultOf(builder));
        builder.Services.AddSingleton<BarrierStep>();
        builder.Services.AddSingleton<StepRunner>();
        builder.Services.AddSingleton<RunAdvancer>();
        // Stopped in reverse order: the heartbeat goes on until the last run is handed over.
        builder.Services.Configure<HostOptions>(options => options.ServicesStopConcurrently = false);
        builder.Services.AddHostedService<HeartbeatService>();
        builder.Services.AddHostedService<ClaimService>();
        return builder;
    }

    private static IFault FaultOf(WebApplicationBuilder builder) =>
        builder.Environment.IsDevelopment()
        && builder.Configuration.GetSection(FaultOptions.Section).Get<FaultOptions>() is { KillAt: not null } options
            ? new KillFault(options)
            : new NoFault();

    private static void AddOptions(IServiceCollection services)
    {
        services.AddOptions<ExecutorOptions>().BindConfiguration(ExecutorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LeaseOptions>().BindConfiguration(LeaseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOutboundOptions(entry => ForbiddenEndpoint.TryParse(entry, out _));
    }

    private static void AddSecrets(WebApplicationBuilder builder, NpgsqlDataSource worker)
    {
        var options = builder.Configuration.GetSection(SecretsOptions.Section).Get<SecretsOptions>() ?? new SecretsOptions();
        try
        {
            builder.Services.AddSingleton(new SecretReader(worker, MasterKeys.Of(options), new ExternalSecrets(options)));
        }
        catch (InvalidDataException e)
        {
            throw new SettingException(e.Message);
        }

        builder.Services.AddSingleton<RunSecrets>();
    }

    private static void AddEngine(IServiceCollection services)
    {
        services.AddSingleton<IHostResolver, DnsHostResolver>();
        services.AddSingleton<GuardedConnector>();
        services.AddSingleton(provider => new GuardedHttpClient(
            provider.GetRequiredService<GuardedConnector>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(provider =>
            ProtocolPlugins.Create(
                provider.GetRequiredService<GuardedConnector>(),
                provider.GetRequiredService<GuardedHttpClient>(),
                provider.GetRequiredService<TimeProvider>()
            )
        );
        services.AddSingleton(provider => new OutboundRules(
            provider.GetRequiredService<IOptions<OutboundOptions>>().Value.Forbidden.Select(ForbiddenEndpoint.Parse),
            provider.GetRequiredService<IHostEnvironment>().IsDevelopment()
        ));
    }
}
