namespace Orchestra.ServiceDefaults.Starting;

/// <summary>A setting is missing or cannot be read: the start ends with its message and without a stack.</summary>
/// <param name="message">Which setting, and what to set it to; never its value, which may be a secret.</param>
public sealed class SettingException(string message) : Exception(message);
