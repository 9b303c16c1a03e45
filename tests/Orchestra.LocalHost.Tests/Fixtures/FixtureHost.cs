using Aspire.Hosting;

namespace Orchestra.LocalHost.Tests.Fixtures;

/// <summary>An AppHost in a process of its own, which tests stop and kill.</summary>
internal static class FixtureHost
{
    public const string Verb = "fixture-host";

    public static async Task<int> RunAsync(string topology, string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(args);
        Topologies.Add(builder, topology);
        await using var application = builder.Build();
        await application.RunAsync();
        return Environment.ExitCode;
    }
}
