using Orchestra.Api.Data;
using Orchestra.Api.Features.ApiKeys;
using Orchestra.Api.Features.DataSets;
using Orchestra.Api.Features.Environments;
using Orchestra.Api.Features.Members;
using Orchestra.Api.Features.Processes;
using Orchestra.Api.Features.Profiles;
using Orchestra.Api.Features.Reports;
using Orchestra.Api.Features.Scenarios;
using Orchestra.Api.Features.Specs;
using Orchestra.Api.Features.SuiteRuns;
using Orchestra.Api.Features.Suites;
using Orchestra.Api.Features.Tenants;
using Orchestra.Api.Features.TestRuns;
using Orchestra.Api.Features.Vault;
using Orchestra.Api.Idempotency;
using Orchestra.Api.OpenApi;
using Orchestra.Api.Scheduling;
using Orchestra.Api.Streaming;
using Orchestra.Contracts.Bus;
using Orchestra.Runs.Reading;
using Orchestra.ServiceDefaults;
using Orchestra.ServiceDefaults.Bus;
using Orchestra.ServiceDefaults.Data;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api;

/// <summary>What the Api is made of, and its URL table.</summary>
internal static class ApiExtensions
{
    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        builder.AddServiceDefaults("api");
        builder.AddAppDatabase();
        builder.AddIdentity();
        builder.AddScheduling();
        builder.AddBus(bus => bus.AddSignal<RunsChanged>());
        builder.Services.AddApiDatabase();
        builder.Services.AddScoped<ScenarioStore>();
        builder.AddServiceProbe();
        builder.Services.AddScoped<SpecFetch>();
        builder.AddVault();
        builder.Services.AddProfiles();
        builder.Services.AddSingleton<RunReader>();
        builder.Services.AddSingleton<SuiteRunReader>();
        builder.Services.AddSingleton<ReportBuilder>();
        builder.Services.AddSingleton<EventStream>();
        builder.Services.AddOpenApi(options => options.AddOperationTransformer<OperationDocumentation>());
        return builder;
    }

    public static WebApplication MapApi(this WebApplication app)
    {
        app.UseServiceDefaults();
        app.UseIdempotency();
        app.MapOpenApi().AllowAnonymous();
        app.MapTenants();
        app.MapMembers();
        app.MapApiKeys();
        app.MapVault();
        app.MapProcesses();
        app.MapSpecs();
        app.MapSuites();
        app.MapScenarios();
        app.MapEnvironments();
        app.MapProfiles();
        app.MapDataSets();
        app.MapTestRuns();
        app.MapSuiteRuns();
        return app;
    }
}
