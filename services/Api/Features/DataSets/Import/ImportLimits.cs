namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>How much one import may bring.</summary>
internal static class ImportLimits
{
    public const int MaxBytes = 5 * 1024 * 1024;
    public const int MaxRows = 1000;
    public const int MaxColumns = 200;
    public const int MaxCellLength = 32 * 1024;

    /// <summary>Levels of a dotted header, and of JSON.</summary>
    public const int MaxDepth = 64;

    /// <summary>Faults that are listed; the rest are only counted.</summary>
    public const int MaxFaults = 100;

    /// <summary>Rows that a preview shows.</summary>
    public const int MaxPreview = 100;
}
