using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Binding;

namespace Orchestra.Generation.Steps;

/// <summary>Guesses by the receiver's name where the effect of an async message is to be seen.</summary>
internal static class AsyncChannel
{
    private static readonly HashSet<string> _databases = new(StringComparer.Ordinal) { "db", "database", "repository", "store", "table" };
    private static readonly HashSet<string> _topics = new(StringComparer.Ordinal) { "kafka", "topic", "stream", "bus", "events" };

    /// <summary>DB or KAFKA where the receiver is called so; else QUEUE, which is for one receiver.</summary>
    public static ChannelType Of(GraphNode node)
    {
        var words = Words.Split(node.Lane ?? "").Select(word => word.ToLowerInvariant()).ToList();
        return words.Exists(_databases.Contains) ? ChannelType.Db
            : words.Exists(_topics.Contains) ? ChannelType.Kafka
            : ChannelType.Queue;
    }
}
