using Orchestra.Runs.Leases;
using Orchestra.Runs.Scheduling;
using Orchestra.ServiceDefaults.Data;

namespace Orchestra.Api.Scheduling;

/// <summary>Background work on the ledger.</summary>
internal static class SchedulingExtensions
{
    /// <summary>
    /// Hands the worker's data source, which sees every tenant, to the background services alone: it is not in the container, so no
    /// request can resolve it.
    /// </summary>
    public static WebApplicationBuilder AddScheduling(this WebApplicationBuilder builder)
    {
        var worker = builder.OpenWorkerDatabase(maxConnections: 10);
        var store = new SchedulingStore(worker);
        var graph = new SuiteGraphStore(worker);
        builder
            .Services.AddOptions<LeaseOptions>()
            .BindConfiguration(LeaseOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => options.ReapEvery < options.Duration, "Leases: ReapEvery must be shorter than Duration")
            .ValidateOnStart();
        builder.Services.AddSingleton<SchedulerSignal>();
        builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<SchedulerService>(provider, store, graph));
        builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ReaperService>(provider, store));
        return builder;
    }
}
