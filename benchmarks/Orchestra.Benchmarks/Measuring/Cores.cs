using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;

namespace Orchestra.Benchmarks.Measuring;

/// <summary>Who runs where: PostgreSQL on core 0, the client program on core 1, the same for both sides of a comparison.</summary>
internal static class Cores
{
    /// <summary>The core of PostgreSQL.</summary>
    public const string Server = "0";

    /// <summary>The core of the client.</summary>
    public const string Client = "1";

    /// <summary>Whether this process is bound to the client's core.</summary>
    public static bool OnClientCoreOnly
    {
        [UnsupportedOSPlatform("macos")]
        get
        {
            using var self = Process.GetCurrentProcess();
            return self.ProcessorAffinity == 1 << int.Parse(Client, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Binds a server and all of its processes; those that it starts later inherit it.</summary>
    public static async Task BindServerAsync(int processId)
    {
        foreach (var id in ProcessTimes.ChildrenOf(processId).Append(processId))
        {
            using var taskset = Process.Start(
                new ProcessStartInfo("taskset", ["-a", "-p", "-c", Server, id.ToString(CultureInfo.InvariantCulture)])
                {
                    RedirectStandardOutput = true,
                }
            )!;
            await taskset.WaitForExitAsync();
            // A worker that has just ended needs no core.
            if (taskset.ExitCode != 0 && id == processId)
            {
                throw new BenchmarkException(
                    $"taskset could not bind PostgreSQL (process {id}) to core {Server}: run as the same account, or as root"
                );
            }
        }
    }
}
