using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Orchestra.LocalHost.Hosting;

/// <inheritdoc cref="IDistributedApplicationBuilder"/>
internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    // The name under which Aspire's SDK, and here AppHost's project file, notes the folder in the assembly.
    private const string DirectoryAttribute = "AppHostProjectPath";
    private const string EphemeralFlag = "--ephemeral";

    public DistributedApplicationBuilder(string[] args)
    {
        Configuration.AddEnvironmentVariables();
        // A flag without a value would take the next argument for it.
        Configuration.AddCommandLine([.. args.Select(argument => argument == EphemeralFlag ? EphemeralFlag + "=true" : argument)]);
        AppHostDirectory =
            Assembly
                .GetEntryAssembly()
                ?.GetCustomAttributes<AssemblyMetadataAttribute>()
                .FirstOrDefault(attribute => attribute.Key == DirectoryAttribute)
                ?.Value
            ?? Directory.GetCurrentDirectory();
        Options = LocalHostOptions.From(Configuration, AppHostDirectory);
        Secrets = new SecretStore(Options);
    }

    public ConfigurationManager Configuration { get; } = new();

    public string AppHostDirectory { get; }

    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <summary>Where output goes; tests read it.</summary>
    public TextWriter Output { get; set; } = Console.Out;

    public LocalHostOptions Options { get; }

    public SecretStore Secrets { get; }

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        Resources.Add(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    public DistributedApplication Build()
    {
        var resources = Resources.ToList();
        TopologyCheck.RefuseCycles(resources);
        return new DistributedApplication(new Orchestrator(resources, Options, Output));
    }
}
