namespace Orchestra.Secrets;

/// <summary>No master key that opens what is asked for is configured: nothing is kept in plain text instead.</summary>
public sealed class MasterKeyMissingException(string message) : Exception(message);
