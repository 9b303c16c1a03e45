using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Faults;
using Orchestra.Samples.Bank.Features.Applications;
using Orchestra.Samples.Bank.Features.Fulfilment;
using Orchestra.Samples.Bank.Features.Messages;
using Orchestra.Samples.Bank.Features.Reviews;
using Orchestra.Samples.Bank.Features.Sut;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank;

/// <summary>The composition of the sample bank; the program and the tests build the same one.</summary>
internal static class BankApplication
{
    private const string DefaultUrl = "http://127.0.0.1:9080";

    // The largest request is a document of 64 KiB in base64.
    private const long MaxBodyBytes = 256 * 1024;

    public static void AddBank(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey)))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxBodyBytes);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // A failed start is told in one sentence by the program.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

        var services = builder.Services;
        services
            .AddOptions<BankOptions>()
            .BindConfiguration(BankOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => BankFaults.TryParse(options.Fault, out _), BankFaults.UnknownMessage)
            .ValidateOnStart();
        services
            .AddOptions<DatabaseOptions>()
            .Configure(options => options.ConnectionString = builder.Configuration.GetConnectionString("bank") ?? "")
            .Validate(
                options => !string.IsNullOrWhiteSpace(options.ConnectionString),
                "ConnectionStrings:bank is not set: give the bank a PostgreSQL database of its own"
            )
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider =>
            NpgsqlDataSource.Create(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString)
        );
        services.AddSingleton<BankDatabase>();
        services.AddSingleton<RequestLogStore>();
        services.AddSingleton<FaultSwitch>();
        services.AddSingleton<OperationRunner>();
        services.AddHostedService<SchemaService>();
        services.AddExceptionHandler<BankExceptionHandler>();
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database");
    }

    public static void MapBank(this WebApplication app)
    {
        app.UseMiddleware<RequestLogMiddleware>();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context => BankExceptionHandler.WriteStatusAsync(context.HttpContext));
        app.MapHealthChecks("/health");
        app.MapApplications();
        app.MapReviews();
        app.MapFulfilment();
        app.MapMessages();
        app.MapSut();
    }
}
