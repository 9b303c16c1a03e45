using Orchestra.Contracts.Bus;
using Orchestra.ServiceDefaults.Bus;

namespace Orchestra.Api.Streaming;

/// <summary>A feed for each run that somebody follows, from its first follower to its last.</summary>
internal sealed class EventFeeds(Signal<RunsChanged> changed, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string, Guid, Guid), EventFeed> _feeds = [];

    /// <summary>Follows; whoever does must <see cref="Leave"/>.</summary>
    /// <param name="source">What to follow; the tenant is part of its key.</param>
    /// <param name="after">From where a new feed begins.</param>
    public EventFeed Join(StreamSource source, long after)
    {
        var key = KeyOf(source);
        lock (_gate)
        {
            if (!_feeds.TryGetValue(key, out var feed) || feed.HasFailed)
            {
                feed = new EventFeed(source, after, changed, time);
                _feeds[key] = feed;
                feed.Start();
            }

            feed.Followers++;
            return feed;
        }
    }

    /// <summary>Follows no longer.</summary>
    public void Leave(StreamSource source, EventFeed feed)
    {
        var key = KeyOf(source);
        lock (_gate)
        {
            if (--feed.Followers > 0)
            {
                return;
            }

            feed.Dispose();
            if (_feeds.GetValueOrDefault(key) == feed)
            {
                _feeds.Remove(key);
            }
        }
    }

    private static (string, Guid, Guid) KeyOf(StreamSource source) => (source.LastType, source.TenantId, source.Id);
}
