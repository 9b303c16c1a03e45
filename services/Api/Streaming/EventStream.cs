using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Streaming;

/// <summary>
/// Writes a ledger's events as Server-Sent Events. The journal is the source: <c>id</c> is the event's number, so a client that
/// reconnects with <c>Last-Event-ID</c> gets every event once. One that does not read is cut off, and comes back where it was.
/// </summary>
internal sealed partial class EventStream(
    EventFeeds feeds,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<EventStream> logger
)
{
    /// <summary>A silent stream says that it lives, so that proxies keep it.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <summary>How long a reader may take nothing while something waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // What one reader can hold here at most: this much written and not sent, as much again in Kestrel, and the socket's own buffer.
    private const int MaxUnsent = 64 * 1024;
    private const int SocketBuffer = 128 * 1024;

    private static readonly byte[] Alive = ": alive\n\n"u8.ToArray();

    /// <param name="http">The request.</param>
    /// <param name="source">What it follows.</param>
    /// <param name="endedAt">Number of the last event when nothing follows any more; null while something may.</param>
    /// <param name="cancellationToken">The client left.</param>
    public async Task WriteAsync(HttpContext http, StreamSource source, long? endedAt, CancellationToken cancellationToken)
    {
        var after = LastEventId(http);
        if (after >= endedAt)
        {
            // Everything was seen; 204 tells a browser's EventSource not to come back.
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        if (after > 0 && await SawTheEndAsync(source, after, stop.Token))
        {
            // Browsers come back until they are told not to.
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        if (http.Features.Get<IConnectionSocketFeature>() is { } connection)
        {
            // The system's own choice grows to megabytes for a reader that does not read.
            connection.Socket.SendBufferSize = SocketBuffer;
        }

        await http.Response.StartAsync(stop.Token);
        var feed = feeds.Join(source, after);
        try
        {
            await FollowAsync(http.Response.BodyWriter, feed, source, after, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client left, or the service stops: the client resumes where it was with Last-Event-ID.
            http.Abort();
        }
        catch (TimeoutException)
        {
            LogSlowReader(http.Request.Path, Patience.TotalSeconds);
            http.Abort();
        }
        finally
        {
            feeds.Leave(source, feed);
        }
    }

    private async Task FollowAsync(PipeWriter body, EventFeed feed, StreamSource source, long after, CancellationToken stop)
    {
        var silentSince = time.GetTimestamp();
        while (true)
        {
            // Taken before the look, so that no change in between is missed.
            var next = feed.Next;
            var items = feed.After(after) ?? [.. (await source.Read(after, stop)).Select(StreamItem.Of)];
            foreach (var item in items)
            {
                body.Write(item.Text);
                after = item.Seq;
                if (body.UnflushedBytes >= MaxUnsent)
                {
                    await FlushAsync(body, stop);
                }
            }

            if (items.Count > 0)
            {
                await FlushAsync(body, stop);
                silentSince = time.GetTimestamp();
                if (items[^1].Type == source.LastType)
                {
                    return;
                }

                continue;
            }

            if (time.GetElapsedTime(silentSince) is var silent && silent >= KeepAlive)
            {
                body.Write(Alive);
                await FlushAsync(body, stop);
                (silentSince, silent) = (time.GetTimestamp(), TimeSpan.Zero);
            }

            await AnyAsync(next, KeepAlive - silent, stop);
        }
    }

    private async Task AnyAsync(Task next, TimeSpan atMost, CancellationToken stop)
    {
        try
        {
            await next.WaitAsync(atMost, time, stop);
        }
        catch (TimeoutException)
        {
            // Silent for long: the reader is told that the stream lives.
        }
    }

    private async Task FlushAsync(PipeWriter body, CancellationToken stop)
    {
        var flush = body.FlushAsync(stop);
        if (!flush.IsCompletedSuccessfully)
        {
            await flush.AsTask().WaitAsync(Patience, time, stop);
        }
        else if (flush.Result.IsCompleted)
        {
            // Whoever reads has left, and its token will say so.
            stop.ThrowIfCancellationRequested();
        }
    }

    private static async Task<bool> SawTheEndAsync(StreamSource source, long after, CancellationToken cancellationToken)
    {
        var seen = await source.Read(after - 1, cancellationToken);
        return seen.Count > 0 && seen[0].Seq == after ? seen[0].Type == source.LastType : throw NoSuchEvent();
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

    [LoggerMessage(
        EventId = 1121,
        Level = LogLevel.Warning,
        Message = "A reader of {Path} took nothing for {Seconds} s and was cut off: it can come back where it was"
    )]
    private partial void LogSlowReader(PathString path, double seconds);
}
