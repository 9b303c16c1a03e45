using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Contracts.Runs;
using Orchestra.Testing.Waiting;

namespace Orchestra.Api.Tests.Runs;

/// <summary>A reader of 1 KB/s on a stream that has more to say: real sockets, the kernel's own figures.</summary>
[CancelAfter(60_000)]
internal sealed class SlowReaderTests : ApiFixture
{
    private const int Events = 20_000;
    private const int MaxHeld = 1024 * 1024;

    // What is written and not sent yet, in the stream and in Kestrel (EventStream).
    private const int HeldInProcess = 128 * 1024;

    private TenantArtifacts _mine = null!;

    protected override async Task PrepareAsync() => _mine = await Tenant.FillAsync();

    [TestCase("testruns")]
    [TestCase("suiteruns")]
    public async Task A_slow_reader_is_cut_off_holds_little_and_comes_back_where_it_was(string kind, CancellationToken cancellationToken)
    {
        var (path, executor) = await LongAsync(kind, cancellationToken);
        using var slow = await ConnectAsync(path, 0, cancellationToken);
        using var fast = await Tenant.Api.OpenAsync(path);
        var seen = await fast.TakeAsync(Events, cancellationToken);

        var (last, held) = await CrawlAsync(slow, cancellationToken);

        Assert.That(held, Is.GreaterThan(0), "the control: the kernel's figures were read");
        Assert.That(held + HeldInProcess, Is.LessThanOrEqualTo(MaxHeld));
        Assert.That(last, Is.InRange(1, Events / 2), "it was cut off long before it had all");
        using var again = await Tenant.Api.OpenAsync(path, last);
        var rest = await again.TakeAsync(Events - (int)last, cancellationToken);
        Assert.That(rest, Is.EqualTo(seen.Skip((int)last)), "neither gap nor repeat");
        await executor.FinishAsync(RunStatus.Passed);
        await Eventually.IsTrueAsync(
            async () => await fast.NextAsync(cancellationToken) is { Id: > Events },
            TimeSpan.FromSeconds(10),
            "whoever reads sees what comes later"
        );
    }

    // A run or suite run with a long past that has not ended.
    private async Task<(string Path, FakeExecutor Executor)> LongAsync(string kind, CancellationToken cancellationToken)
    {
        var body = new { scenarioId = _mine.Scenario, environmentId = _mine.Environment };
        var suite = new { suiteId = _mine.Suite, environmentId = _mine.Environment };
        var created = await Tenant.Api.CreateAsync($"/api/v1/{kind}", kind == "testruns" ? body : suite);
        var id = created["id"]!.GetValue<Guid>();
        var run = kind == "testruns" ? id : created["runIds"]![0]!.GetValue<Guid>();
        var executor = await FakeExecutor.ClaimAsync(Database, run, cancellationToken);
        var (events, key, rows) =
            kind == "testruns" ? ("run_event", "run_id", "test_run") : ("suite_run_event", "suite_run_id", "suite_run");
        await Database.ExecuteAsAdminAsync(
            $"""
            do $$
            declare told bigint;
            begin
                -- Locked: the scheduler tells of the run meanwhile.
                select last_seq into told from runs.{rows} where id = '{id}' for update;
                insert into runs.{events} (tenant_id, {key}, seq, type, payload)
                select '{Tenant.TenantId}', '{id}', seq, 'step:result', jsonb_build_object('alias', repeat('x', 100))
                from generate_series(told + 1, {Events}) seq;
                update runs.{rows} set last_seq = {Events} where id = '{id}';
            end $$
            """
        );
        return ($"/api/v1/{kind}/{id}/events", executor);
    }

    private async Task<Socket> ConnectAsync(string path, long after, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(Host.Address.Host, Host.Address.Port, cancellationToken);
        var request = $"GET {path} HTTP/1.1\r\nHost: {Host.Address.Authority}\r\nX-API-Key: {Tenant.Key}\r\nLast-Event-ID: {after}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        return socket;
    }

    /// <summary>Reads a kilobyte a second until the server ends it.</summary>
    /// <returns>The last event that came whole, and the most that the server's socket held meanwhile.</returns>
    private async Task<(long Last, int Held)> CrawlAsync(Socket socket, CancellationToken cancellationToken)
    {
        var port = ((System.Net.IPEndPoint)socket.LocalEndPoint!).Port;
        var text = new StringBuilder();
        var (buffer, held) = (new byte[1024], 0);
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await pace.WaitForNextTickAsync(cancellationToken))
            {
                held = Math.Max(held, UnsentTo(port));
                var count = await socket.ReceiveAsync(buffer, cancellationToken);
                if (count == 0)
                {
                    break;
                }

                text.Append(Encoding.ASCII.GetString(buffer, 0, count));
            }
        }
        catch (SocketException)
        {
            // Reset: that is how it is cut off.
        }

        // Chunk sizes stand between the events; an event is whole with its empty line.
        var whole = text.ToString()[..(text.ToString().LastIndexOf("\n\n", StringComparison.Ordinal) + 1)];
        var id = whole.LastIndexOf("id: ", StringComparison.Ordinal);
        return (long.Parse(whole[(id + 4)..].Split('\n')[0], CultureInfo.InvariantCulture), held);
    }

    // tx_queue of the server's end of the connection.
    private int UnsentTo(int port)
    {
        var (from, to) = ($":{Host.Address.Port:X4}", $":{port:X4}");
        return File.ReadLines("/proc/net/tcp")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[1].EndsWith(from, StringComparison.Ordinal) && fields[2].EndsWith(to, StringComparison.Ordinal))
            .Select(fields => int.Parse(fields[4].Split(':')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .DefaultIfEmpty(0)
            .Max();
    }
}
