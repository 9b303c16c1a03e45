using System.Text.Json;

namespace Orchestra.Cli.Tests.Fixtures;

/// <summary>What one call of the program said and how it ended.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs the program's own entry in this process.</summary>
    public static async Task<CliRun> OfAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var exitCode = await CommandLine.RunAsync(arguments, new CliConsole(output, error), TimeProvider.System, CancellationToken.None);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }
}
