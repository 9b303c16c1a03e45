namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>Where looking begins: what is in front of it does not count.</summary>
/// <param name="Offsets">The first offset by partition; a partition that is not here came later and counts whole.</param>
/// <param name="Since">Only what was written since then counts; null for whatever stands behind the offsets.</param>
internal sealed record KafkaStart(IReadOnlyDictionary<int, long> Offsets, DateTimeOffset? Since = null)
{
    /// <summary>Everything that the topic still has.</summary>
    public static KafkaStart Earliest { get; } = new(new Dictionary<int, long>());
}
