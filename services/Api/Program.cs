using Orchestra.Api;
using Orchestra.Api.Commands;
using Orchestra.ServiceDefaults.Starting;

return await ServiceProgram.RunAsync(
    "api",
    async () =>
    {
        var builder = WebApplication.CreateBuilder(args);
        switch (args.FirstOrDefault(argument => !argument.StartsWith('-')))
        {
            case "migrate":
                return await MigrateCommand.RunAsync(builder.Configuration, builder.Environment.IsDevelopment(), CancellationToken.None);
            case "bootstrap":
                return await BootstrapCommand.RunAsync(builder.Configuration, TimeProvider.System, Console.Out, CancellationToken.None);
            case "maintain":
                return await MaintainCommand.RunAsync(builder.Configuration, TimeProvider.System, Console.Out, CancellationToken.None);
            case "rotate":
                var tenant = args.SkipWhile(argument => argument != "rotate").ElementAtOrDefault(1);
                return await RotateCommand.RunAsync(builder.Configuration, tenant, Console.Out, CancellationToken.None);
            default:
                await builder.AddApi().Build().MapApi().RunAsync();
                return 0;
        }
    }
);
