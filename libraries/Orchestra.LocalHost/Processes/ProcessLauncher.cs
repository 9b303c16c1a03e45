using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Orchestra.LocalHost.Processes;

/// <summary>
/// Starts children which do not outlive us, whatever ends us. The kernel's parent-death signal follows the thread that
/// started a child, so one thread that lives as long as the process starts them all.
/// </summary>
internal static class ProcessLauncher
{
    private static readonly BlockingCollection<Action> Work = [];

    static ProcessLauncher()
    {
        var thread = new Thread(static () =>
        {
            foreach (var start in Work.GetConsumingEnumerable())
            {
                start();
            }
        })
        {
            Name = "process launcher",
            IsBackground = true,
        };
        thread.Start();
    }

    public static async Task<ChildProcess> StartAsync(ProcessSpec spec)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(StartInfo(spec))!);
            }
            catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
            {
                started.SetException(new LocalHostException($"{spec.Name} cannot be started: {exception.Message}", exception));
            }
        });
        return new ChildProcess(spec, await started.Task);
    }

    private static ProcessStartInfo StartInfo(ProcessSpec spec)
    {
        // A session of its own: Ctrl+C in a terminal must reach the host alone, which then stops its children in order.
        var info = new ProcessStartInfo("setsid")
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.ArgumentList.Add("setpriv");
        if (spec.Account is { } account)
        {
            info.ArgumentList.Add($"--reuid={account.UserId}");
            info.ArgumentList.Add($"--regid={account.GroupId}");
            info.ArgumentList.Add("--init-groups");
        }

        string[] program = [spec.FileName, .. spec.Arguments];
        foreach (
            var argument in spec.EndsWithItsOwn
                ? ParentDeath.SetprivGroupArguments(program)
                : ParentDeath.SetprivArguments(spec.DeathSignal, program)
        )
        {
            info.ArgumentList.Add(argument);
        }

        SetEnvironment(info.Environment, spec);
        return info;
    }

    private static void SetEnvironment(IDictionary<string, string?> environment, ProcessSpec spec)
    {
        foreach (var name in environment.Keys.ToList())
        {
            if (spec.ForeignVariablePrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                environment.Remove(name);
            }
        }

        foreach (var (name, value) in spec.Environment)
        {
            if (value is null)
            {
                environment.Remove(name);
            }
            else
            {
                environment[name] = value;
            }
        }
    }
}
