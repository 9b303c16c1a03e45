using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Collects the resources of a topology.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Environment variables, then command line arguments (<c>--Samples:Bank=true</c>).</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>The folder of AppHost's project, to which the paths of projects are relative.</summary>
    string AppHostDirectory { get; }

    /// <summary>The resources added so far.</summary>
    IResourceCollection Resources { get; }

    /// <summary>Adds a resource.</summary>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <summary>Checks the topology and makes it ready to start.</summary>
    DistributedApplication Build();
}
