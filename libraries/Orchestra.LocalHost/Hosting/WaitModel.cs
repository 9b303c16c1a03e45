using Aspire.Hosting.ApplicationModel;

namespace Orchestra.LocalHost.Hosting;

/// <summary>Wait for a resource: until it is healthy, or until it ends with the exit code when one is given.</summary>
internal sealed record WaitModel(IResource Dependency, int? ExitCode);
