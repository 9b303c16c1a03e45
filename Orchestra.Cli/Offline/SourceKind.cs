namespace Orchestra.Cli.Offline;

/// <summary>What a file is, as its content says.</summary>
internal enum SourceKind
{
    /// <summary>The file could not be read.</summary>
    Unknown,

    /// <summary>XML: a BPMN process.</summary>
    Process,

    /// <summary>JSON or YAML: an OpenAPI document.</summary>
    Spec,
}
