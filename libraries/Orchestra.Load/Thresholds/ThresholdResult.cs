namespace Orchestra.Load.Thresholds;

/// <summary>What became of a threshold.</summary>
/// <param name="Threshold">Which.</param>
/// <param name="Value">What was seen; null where nothing was.</param>
/// <param name="Holds">Whether it was kept; a threshold with nothing to judge was not.</param>
/// <param name="Warning">Why it could not be judged.</param>
public sealed record ThresholdResult(Threshold Threshold, decimal? Value, bool Holds, string? Warning);
