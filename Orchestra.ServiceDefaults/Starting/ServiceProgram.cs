namespace Orchestra.ServiceDefaults.Starting;

/// <summary>The outermost frame of a service's program.</summary>
public static class ServiceProgram
{
    /// <summary>The exit code of wrong usage and missing prerequisites, as of the command line's verbs.</summary>
    public const int Unusable = 2;

    /// <summary>Runs a program; a failure that the person who started it can mend becomes one sentence and <see cref="Unusable"/>.</summary>
    /// <param name="serviceName">The service's name, for example <c>api</c>.</param>
    /// <param name="run">Builds and runs it, and gives its exit code.</param>
    public static async Task<int> RunAsync(string serviceName, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (StartFailure.Explain(e) is { } reason)
        {
            await Console.Error.WriteLineAsync($"orchestra {serviceName}: {reason}");
            return Unusable;
        }
    }
}
