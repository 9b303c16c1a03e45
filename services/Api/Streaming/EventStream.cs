using System.Globalization;
using System.Text;
using Orchestra.Contracts.Bus;
using Orchestra.Runs.Reading;
using Orchestra.ServiceDefaults.Bus;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Streaming;

/// <summary>
/// Writes a ledger's events as Server-Sent Events. The journal is the source: <c>id</c> is the event's number, so a client that
/// reconnects with <c>Last-Event-ID</c> gets every event once.
/// </summary>
internal sealed class EventStream(Signal<RunsChanged> changed, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>A silent stream says that it lives, so that proxies keep it.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>Behind the wake-ups, which may be lost.</summary>
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    /// <param name="http">The request.</param>
    /// <param name="read">Reads events after a number.</param>
    /// <param name="lastType">The type after which nothing follows.</param>
    /// <param name="endedAt">Number of the last event when nothing follows any more; null while something may.</param>
    /// <param name="cancellationToken">The client left.</param>
    public async Task WriteAsync(
        HttpContext http,
        Func<long, CancellationToken, Task<IReadOnlyList<LedgerEvent>>> read,
        string lastType,
        long? endedAt,
        CancellationToken cancellationToken
    )
    {
        var after = LastEventId(http);
        if (after >= endedAt)
        {
            // Everything was seen; 204 tells a browser's EventSource not to come back.
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        if (after > 0 && await SawTheEndAsync(read, after, lastType, stop.Token))
        {
            // Browsers come back until they are told not to.
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        await http.Response.StartAsync(stop.Token);
        var silentSince = time.GetTimestamp();
        try
        {
            while (true)
            {
                // Taken before the look, so that no change in between is missed.
                var next = changed.Next;
                var events = await read(after, stop.Token);
                foreach (var item in events)
                {
                    await http.Response.WriteAsync(Format(item), stop.Token);
                    after = item.Seq;
                }

                if (events.Count > 0)
                {
                    await http.Response.Body.FlushAsync(stop.Token);
                    silentSince = time.GetTimestamp();
                    if (events[^1].Type == lastType)
                    {
                        return;
                    }

                    continue;
                }

                if (time.GetElapsedTime(silentSince) >= KeepAlive)
                {
                    await http.Response.WriteAsync(": alive\n\n", stop.Token);
                    await http.Response.Body.FlushAsync(stop.Token);
                    silentSince = time.GetTimestamp();
                }

                await Signal.WaitAsync(next, Sweep, time, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client left, or the service stops: the client resumes where it was with Last-Event-ID.
            http.Abort();
        }
    }

    private static async Task<bool> SawTheEndAsync(
        Func<long, CancellationToken, Task<IReadOnlyList<LedgerEvent>>> read,
        long after,
        string lastType,
        CancellationToken cancellationToken
    )
    {
        var seen = await read(after - 1, cancellationToken);
        return seen.Count > 0 && seen[0].Seq == after ? seen[0].Type == lastType : throw NoSuchEvent();
    }

    private static ApiException NoSuchEvent() =>
        ApiException.BadRequest("Last-Event-ID", "Last-Event-ID must be the id of an event of this stream");

    private static long LastEventId(HttpContext http)
    {
        var text = http.Request.Headers["Last-Event-ID"].ToString();
        if (text.Length == 0)
        {
            return 0;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw NoSuchEvent();
    }

    // The payload is one line of JSON; line breaks inside strings are escaped there.
    private static string Format(LedgerEvent item) =>
        new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"id: {item.Seq}\nevent: {item.Type}\ndata: ")
            .Append(item.Payload)
            .Append("\n\n")
            .ToString();
}
