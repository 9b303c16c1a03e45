using System.Diagnostics;
using System.Globalization;
using Orchestra.Cli.Local;

namespace Orchestra.Cli.Tests;

/// <summary>Offline verbs are called from editors and hooks: they start in under half a second.</summary>
[TestFixture, NonParallelizable]
public sealed class StartTimeTests
{
    private const int Tries = 30;
#if DEBUG
    // Not compiled ahead of time: twice to three times as slow, and nobody's program.
    private const int Slowdown = 3;
#else
    private const int Slowdown = 1;
#endif

    // The goal is 500 ms for each. generate does not reach it yet (measured 540 to 650 ms with two cores, most of it compilation
    // at start): its limit keeps it from getting worse until it does.
    [TestCase(500, "inspect", "--json", "samples/bank/credit-application.bpmn")]
    [TestCase(900, "generate", "--json", "samples/bank/credit-application.bpmn", "--spec", "samples/bank/openapi.yaml")]
    [TestCase(500, "validate", "--schema", "global.json", "--instance", "global.json")]
    public void An_offline_verb_keeps_to_its_start_time(int milliseconds, params string[] arguments)
    {
        var limit = TimeSpan.FromMilliseconds(milliseconds * Slowdown);
        // In processor time, and again until one is good: other programs may keep the machine busy, but never make us faster.
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Tries && best >= limit; i++)
        {
            var (wall, processor) = Time(arguments);
            best = processor < best ? processor : best;
            TestContext.Out.WriteLine(
                $"{arguments[0]}: {processor.TotalMilliseconds:0} ms of the processor, {wall.TotalMilliseconds:0} ms"
            );
        }

        Assert.That(best, Is.LessThan(limit));
    }

    // The shell's own word for the processor time of what it ran: "0m0.150s 0m0.030s" on its second line.
    private static (TimeSpan Wall, TimeSpan Processor) Time(string[] arguments)
    {
        var program = Repository.Program("Orchestra.Cli", "orchestra")[..^".dll".Length];
        var start = new ProcessStartInfo("/bin/sh", ["-c", "\"$@\" >/dev/null || exit 1; times", "sh", program, .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var times = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();
        var wall = Stopwatch.GetElapsedTime(begun);
        Assert.That(process.ExitCode, Is.Zero, string.Join(' ', arguments));
        return (wall, times[1].Split(' ').Aggregate(TimeSpan.Zero, (sum, text) => sum + Parse(text)));
    }

    private static TimeSpan Parse(string text) =>
        text.Split('m', 's') is [var minutes, var seconds, ..]
            ? TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture))
                + TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))
            : throw new FormatException($"'{text}' is not a time of the shell's");
}
