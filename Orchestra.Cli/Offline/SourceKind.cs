namespace Orchestra.Cli.Offline;

/// <summary>What a file is, as its content says.</summary>
internal enum SourceKind
{
    /// <summary>The file could not be read.</summary>
    Unknown,

    /// <summary>A process: BPMN or a sequence diagram.</summary>
    Process,

    /// <summary>A spec: OpenAPI, gRPC, AsyncAPI or a list of tables.</summary>
    Spec,
}
