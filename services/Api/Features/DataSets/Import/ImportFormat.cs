namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>What a file is.</summary>
internal enum ImportFormat
{
    /// <summary>RFC 4180, with a header.</summary>
    Csv,

    /// <summary>A list of objects, or an object on each line.</summary>
    Json,
}
