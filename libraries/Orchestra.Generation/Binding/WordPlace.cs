namespace Orchestra.Generation.Binding;

/// <summary>Where a word of an endpoint stands.</summary>
internal enum WordPlace
{
    OperationId,
    Summary,
    Path,
    Tags,
    Verb,
}
