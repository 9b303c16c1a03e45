using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Identity;
using Orchestra.ServiceDefaults.Logs;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Logs;

namespace Orchestra.ServiceDefaults.Tests.Logs;

/// <summary>The log of a service, parsed: each line of a request says whose it is and what it is about.</summary>
[CancelAfter(30_000), NonParallelizable]
internal sealed class LogLineTests
{
    private const int Failed = 9001;
    private const int Answered = 9003;

    private static readonly Guid Run = A.Id();

    [Test]
    public async Task A_failure_is_logged_with_its_tenant_run_and_request(CancellationToken cancellationToken)
    {
        var log = await LogOfAsync(HttpMethod.Get, $"/runs/{Run}/break", cancellationToken);

        Assert.That(FieldsOf(log.Single(line => line.EventId == Failed)), Is.EqualTo(Expected));
    }

    [TestCase("cancel", 200)]
    [TestCase("refuse", 409)]
    public async Task A_change_is_logged_when_it_was_answered_also_with_a_refusal(
        string verb,
        int status,
        CancellationToken cancellationToken
    )
    {
        var log = await LogOfAsync(HttpMethod.Post, $"/runs/{Run}/{verb}", cancellationToken);

        var line = log.Single(line => line.EventId == Answered);
        Assert.That(FieldsOf(line), Is.EqualTo(Expected));
        Assert.That(line.Message, Does.StartWith($"POST /runs/{Run}/{verb} was answered with {status} after "));
    }

    [Test]
    public async Task What_a_handler_logs_itself_has_the_fields_too_and_a_read_adds_no_line(CancellationToken cancellationToken)
    {
        var log = await LogOfAsync(HttpMethod.Get, $"/runs/{Run}", cancellationToken);

        Assert.That(FieldsOf(log.Single(line => line.Message == "read")), Is.EqualTo(Expected));
        Assert.That(log.Select(line => line.EventId), Has.None.EqualTo(Answered));
    }

    private static (string, string, string, string) Expected => ($"{WellKnownTenants.Development}", "developer", $"{Run}", "request-7");

    private static (string?, string?, string?, string?) FieldsOf(LogLine line) =>
        (
            line.Fields.GetValueOrDefault("tenantId"),
            line.Fields.GetValueOrDefault("subject"),
            line.Fields.GetValueOrDefault("runId"),
            line.Fields.GetValueOrDefault("requestId")
        );

    /// <summary>Starts a service that logs as all do, asks it once, and gives what it wrote until it had ended.</summary>
    private static async Task<IReadOnlyList<LogLine>> LogOfAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        var output = new StringWriter();
        var console = Console.Out;
        Console.SetOut(TextWriter.Synchronized(output));
        try
        {
            await using var app = Build();
            await app.StartAsync(cancellationToken);
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Add(RequestIdMiddleware.Header, "request-7");
            using var response = await client.SendAsync(request, cancellationToken);
        }
        finally
        {
            Console.SetOut(console);
        }

        return LogLine.Read(output.ToString().Split('\n'));
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults("test").AddIdentity();
        // For API keys, which nobody sends here.
        builder.Services.AddSingleton(NpgsqlDataSource.Create("Host=127.0.0.1;Port=1"));
        var app = builder.Build();
        app.UseServiceDefaults();
        var runs = app.MapGroup("/runs").RequirePermission(Permission.View).WithLogField("runId");
        runs.MapGet("/{id:guid}", (Guid id, ILogger<LogLineTests> logger) => logger.LogInformation("read"));
        runs.MapGet("/{id:guid}/break", string (Guid id) => throw new InvalidOperationException($"{id} broke"));
        runs.MapPost("/{id:guid}/cancel", (Guid id) => $"{id}");
        runs.MapPost("/{id:guid}/refuse", string (Guid id) => throw new ApiException(ErrorCode.Conflict, $"{id} has ended"));
        return app;
    }
}
