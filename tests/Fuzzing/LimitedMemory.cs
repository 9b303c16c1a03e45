using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Orchestra.Fuzzing;

/// <summary>
/// Runs a test in a process of its own, where it fails when the process grew by over 512 MiB at any moment, as the kernel counts it.
/// Counting allocated bytes would not do, for what is given back at once costs nothing.
/// </summary>
internal static class LimitedMemory
{
    /// <summary>What a test may take: the runner, with the inputs of all other tests, is not in it.</summary>
    public const long Bytes = 512L * 1024 * 1024;

    // A runaway ends here, before it takes the machine's memory.
    private const string HardLimit = "80000000"; // 2 GiB

    // Garbage that nobody needs counts too: it is to be collected early.
    private const string YoungBytes = "2000000";

    private const string Mark = "ORCHESTRA_TEST_MEMORY_LIMITED";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(20);

    /// <summary>Whether this process is such a one.</summary>
    public static bool IsThisProcess => Environment.GetEnvironmentVariable(Mark) == "1";

    /// <summary>Starts anew to watch for the most memory that this process holds.</summary>
    /// <returns>What it holds now.</returns>
    public static long Watch()
    {
        // Gives memory back to the system, so that what is needed now is seen to grow.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        File.WriteAllText("/proc/self/clear_refs", "5");
        return Peak();
    }

    /// <summary>The most memory that this process has held since.</summary>
    public static long Peak()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>Runs one test method of a program.</summary>
    /// <param name="program">The test program's assembly.</param>
    /// <param name="test">The full name of the method.</param>
    /// <param name="variables">Further variables of its environment.</param>
    public static (bool Passed, string Output) Run(string program, string test, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", program, "--filter", $"FullyQualifiedName={test}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = HardLimit;
        start.Environment["DOTNET_GCgen0size"] = YoungBytes;
        start.Environment[Mark] = "1";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var output = new ConcurrentQueue<string>();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
        }

        // Once more, for what it wrote last.
        process.WaitForExit();
        return (process.ExitCode == 0, string.Join('\n', output));
    }
}
