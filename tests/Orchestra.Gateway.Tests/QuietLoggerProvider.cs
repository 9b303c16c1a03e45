using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Orchestra.Gateway.Tests;

/// <summary>
/// Writes nothing: the failures in these tests are wanted, and their logs would only hide others. But it counts as listening, as a
/// real log does: the host starts a trace for a request only when somebody does.
/// </summary>
internal sealed class QuietLoggerProvider : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => NullLogger.Instance.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) { }

    public void Dispose() { }
}
