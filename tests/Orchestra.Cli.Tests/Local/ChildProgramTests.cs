using System.Threading.Channels;
using Orchestra.Cli.Local;

namespace Orchestra.Cli.Tests.Local;

[TestFixture]
public sealed class ChildProgramTests
{
    [Test, CancelAfter(20_000)]
    public async Task It_gives_lines_variables_and_the_exit_code(CancellationToken cancellationToken)
    {
        var lines = Channel.CreateUnbounded<string>();
        var child = await ChildProgram.StartAsync(
            "/bin/sh",
            ["-c", "echo $WORD; echo to stderr >&2; exit 7"],
            new Dictionary<string, string> { ["WORD"] = "hello" },
            line => lines.Writer.TryWrite(line)
        );

        Assert.That(await child.WaitAsync(cancellationToken), Is.EqualTo(7));
        lines.Writer.Complete();
        Assert.That(
            await lines.Reader.ReadAllAsync(cancellationToken).ToListAsync(cancellationToken),
            Is.EquivalentTo((string[])["hello", "to stderr"])
        );
    }

    [Test, CancelAfter(20_000)]
    public async Task A_cancelled_wait_asks_it_to_end_and_waits_until_it_has(CancellationToken cancellationToken)
    {
        var lines = Channel.CreateUnbounded<string>();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var child = await ChildProgram.StartAsync(
            "/bin/sh",
            ["-c", "trap 'echo ended; exit 3' TERM; echo up; while :; do sleep 0.05; done"],
            onLine: line => lines.Writer.TryWrite(line)
        );
        Assert.That(await lines.Reader.ReadAsync(cancellationToken), Is.EqualTo("up"));

        var wait = child.WaitAsync(cancel.Token);
        await cancel.CancelAsync();

        Assert.That(async () => await wait, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(child.Exited.IsCompletedSuccessfully, Is.True);
        Assert.That(await child.Exited, Is.EqualTo(3));
        Assert.That(await lines.Reader.ReadAsync(cancellationToken), Is.EqualTo("ended"));
    }

    [Test, CancelAfter(20_000)]
    public async Task One_that_does_not_heed_the_signal_is_killed_when_its_time_is_over(CancellationToken cancellationToken)
    {
        var lines = Channel.CreateUnbounded<string>();
        var child = await ChildProgram.StartAsync(
            "/bin/sh",
            ["-c", "trap '' TERM; echo up; while :; do sleep 0.05; done"],
            onLine: line => lines.Writer.TryWrite(line),
            patience: TimeSpan.FromMilliseconds(200)
        );
        Assert.That(await lines.Reader.ReadAsync(cancellationToken), Is.EqualTo("up"));

        await child.StopAsync();

        Assert.That(await child.Exited, Is.EqualTo(128 + 9));
    }

    [Test, CancelAfter(20_000)]
    public async Task A_program_that_is_not_there_ends_with_the_code_for_it(CancellationToken cancellationToken)
    {
        var child = await ChildProgram.StartAsync("/no/such/program", [], onLine: _ => { });

        Assert.That(await child.WaitAsync(cancellationToken), Is.EqualTo(127));
    }
}
