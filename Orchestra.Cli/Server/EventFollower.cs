using System.Net.ServerSentEvents;

namespace Orchestra.Cli.Server;

/// <summary>
/// Waits for the end of a run over its event stream, which is resumed where it was cut, and looks at the run itself meanwhile: for
/// progress, and because a stream may not get through every proxy.
/// </summary>
internal sealed class EventFollower(OrchestraClient client, TimeProvider time)
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ResumePause = TimeSpan.FromMilliseconds(200);
    private const int SilentTries = 10;
    private const int FailedLooks = 60;

    /// <summary>Returns when the stream sent its last event or a look saw the end.</summary>
    /// <param name="path">The stream.</param>
    /// <param name="lastType">The type of its last event.</param>
    /// <param name="onEvent">Gets every event, once.</param>
    /// <param name="look">Looks at the run; true when it has ended.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task FollowAsync(
        string path,
        string lastType,
        Action<SseItem<string>> onEvent,
        Func<CancellationToken, Task<bool>> look,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stream = StreamAsync(path, lastType, onEvent, stop.Token);
        var looks = LookAsync(look, stop.Token);
        try
        {
            // The stream says false when it gave up: then the looks alone decide.
            if (await Task.WhenAny(stream, looks) == looks || !await stream)
            {
                await looks;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(stream, looks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<bool> StreamAsync(string path, string lastType, Action<SseItem<string>> onEvent, CancellationToken cancellationToken)
    {
        string? lastId = null;
        for (var silent = 0; silent < SilentTries; silent++)
        {
            try
            {
                using var response = await client.OpenStreamAsync(path, lastId, cancellationToken);
                await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
                await foreach (var item in SseParser.Create(body).EnumerateAsync(cancellationToken))
                {
                    silent = 0;
                    lastId = item.EventId ?? lastId;
                    onEvent(item);
                    if (item.EventType == lastType)
                    {
                        return true;
                    }
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // Cut: resumed below.
            }

            await Task.Delay(ResumePause, time, cancellationToken);
        }

        return false;
    }

    private async Task LookAsync(Func<CancellationToken, Task<bool>> look, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookPeriod, time);
        for (var failed = 0; ; )
        {
            try
            {
                if (await look(cancellationToken))
                {
                    return;
                }

                failed = 0;
            }
            catch (CliException exception) when (exception.ExitCode == ExitCodes.Unreachable && ++failed < FailedLooks)
            {
                // A server that restarts: runs are durable, so waiting is right.
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
