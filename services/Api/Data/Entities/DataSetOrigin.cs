namespace Orchestra.Api.Data.Entities;

/// <summary>Where a data set comes from.</summary>
internal enum DataSetOrigin
{
    /// <summary>A person wrote it.</summary>
    Manual,

    /// <summary>A model made it.</summary>
    AiGenerated,

    /// <summary>It is a row of a file.</summary>
    Imported,
}
