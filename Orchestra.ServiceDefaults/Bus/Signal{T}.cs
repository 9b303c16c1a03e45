namespace Orchestra.ServiceDefaults.Bus;

/// <summary>The signal that a wake-up message of this type sets, in each process that listens for it.</summary>
/// <typeparam name="T">The message.</typeparam>
public sealed class Signal<T> : Signal
    where T : class;
