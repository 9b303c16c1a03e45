namespace Orchestra.Engine.Specs;

/// <summary>Codes of the warnings that importing a spec gives.</summary>
internal static class ImportCodes
{
    /// <summary>Known, but left out.</summary>
    public const string NotCovered = "NOT_COVERED";

    /// <summary>A bound or pattern that data generation does not follow to its end.</summary>
    public const string SchemaCapped = "SCHEMA_CAPPED";

    /// <summary>Two operations share an id.</summary>
    public const string DuplicateOperationId = "DUPLICATE_OPERATION_ID";

    /// <summary>A path parameter that is not declared as required, which every path parameter is.</summary>
    public const string PathParameterRequired = "PATH_PARAMETER_REQUIRED";

    /// <summary>A link that leads nowhere.</summary>
    public const string LinkIgnored = "LINK_IGNORED";
}
