using System.Collections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orchestra.LocalHost.Tests.Fixtures;

/// <summary>A small web service that tests start as a project: it tells its variables and notes its life in a journal.</summary>
internal static class FixtureService
{
    public const string Verb = "fixture-service";

    /// <summary>Ends at once with the code that follows.</summary>
    public const string Exit = "--exit";

    /// <summary>Does not heed SIGTERM.</summary>
    public const string Stubborn = "--stubborn";

    /// <summary>Stops only the time after SIGTERM that follows, in milliseconds.</summary>
    public const string Lingers = "--lingers";

    /// <summary>A file of lines "NAME started" and "NAME stopping", shared by all services of a topology.</summary>
    public const string JournalVariable = "Fixture__Journal";

    /// <summary>Healthy only once this file exists.</summary>
    public const string GateVariable = "Fixture__Gate";

    public static async Task<int> RunAsync(string[] args)
    {
        if (Array.IndexOf(args, Exit) is > 0 and var index)
        {
            Note("started");
            Console.WriteLine("the fixture ends as it was told");
            return int.Parse(args[index + 1], System.Globalization.CultureInfo.InvariantCulture);
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        var gate = Environment.GetEnvironmentVariable(GateVariable);
        app.MapGet("/health", () => gate is null || File.Exists(gate) ? Results.Ok() : Results.StatusCode(503));
        app.MapGet(
            "/environment",
            () =>
                Results.Json(
                    Environment
                        .GetEnvironmentVariables()
                        .Cast<DictionaryEntry>()
                        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value)
                )
        );
        app.MapGet(
            "/say",
            (int lines) =>
            {
                for (var i = 0; i < lines; i++)
                {
                    Console.WriteLine($"line {i} of many");
                }
            }
        );
        app.Lifetime.ApplicationStarted.Register(() => Note("started"));
        app.Lifetime.ApplicationStopping.Register(() => Note("stopping"));
        await app.StartAsync();
        using var deaf = args.Contains(Stubborn)
            ? System.Runtime.InteropServices.PosixSignalRegistration.Create(
                System.Runtime.InteropServices.PosixSignal.SIGTERM,
                context => context.Cancel = true
            )
            : null;
        if (deaf is not null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
        }

        await app.WaitForShutdownAsync();
        if (Array.IndexOf(args, Lingers) is > 0 and var at)
        {
            var time = double.Parse(args[at + 1], System.Globalization.CultureInfo.InvariantCulture);
            await Task.Delay(TimeSpan.FromMilliseconds(time), TimeProvider.System, CancellationToken.None);
            Note("handed over");
        }

        return 0;
    }

    private static void Note(string what)
    {
        if (Environment.GetEnvironmentVariable(JournalVariable) is { } journal)
        {
            var name = Environment.GetEnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES")!.Split('=')[1];
            File.AppendAllText(journal, $"{name} {what}\n");
        }
    }
}
