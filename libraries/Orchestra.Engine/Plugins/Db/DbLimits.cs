namespace Orchestra.Engine.Plugins.Db;

/// <summary>What a statement may cost.</summary>
/// <param name="Timeout">How long it may take.</param>
/// <param name="MaxRows">Rows that are kept; the rest is not read.</param>
/// <param name="MaxBytes">Bytes of the rows' JSON that are kept.</param>
internal sealed record DbLimits(TimeSpan Timeout, int MaxRows, int MaxBytes);
