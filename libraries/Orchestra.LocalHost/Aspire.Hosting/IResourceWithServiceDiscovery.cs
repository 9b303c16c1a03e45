using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A resource whose addresses others receive as <c>services__NAME__ENDPOINT__N</c>.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
