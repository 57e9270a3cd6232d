using Amazon.Runtime;
using CacheBackup.Core.Errors;

namespace CacheBackup.Core.Aws;

/// <summary>
/// The one edge where errors of the AWS SDK become errors of this tool. Every call goes through here, so a handler meets
/// an SDK exception only where its error code is an answer (not found, already exists).
/// </summary>
public static class AwsCalls
{
    /// <summary>Makes one call. Errors other than the ones below reach the caller unchanged, to be mapped by their code.</summary>
    /// <param name="action">The IAM action, such as <c>s3:GetBucketPolicy</c>: what a missing permission is reported as.</param>
    /// <param name="resource">What is called on, such as <c>arn:aws:s3:::bucket/key</c> or a snapshot's name.</param>
    /// <param name="call">The call, with its cancellation token inside.</param>
    /// <exception cref="CallerNotPermittedException">The role lacks <paramref name="action"/> on <paramref name="resource"/>.</exception>
    /// <exception cref="TransientServiceException">Throttled, unavailable, broken off, or out of time.</exception>
    public static async Task<T> CallAsync<T>(string action, string resource, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception error) when (AwsErrors.IsTransient(error))
        {
            throw new TransientServiceException($"{action} on {resource} was not answered: {AwsErrors.Describe(error)}.", error)
            {
                IsThrottling = AwsErrors.IsThrottling(error),
            };
        }
        catch (AmazonServiceException error) when (AwsErrors.IsDenied(error))
        {
            throw NotPermitted(action, resource, error);
        }
    }

    /// <summary>As <see cref="CallAsync{T}"/>, for calls of which no error is an answer.</summary>
    /// <exception cref="UnexpectedServiceAnswerException">The service answered with any other error.</exception>
    public static async Task<T> ExpectAsync<T>(string action, string resource, Func<Task<T>> call)
    {
        try
        {
            return await CallAsync(action, resource, call);
        }
        catch (AmazonServiceException error)
        {
            throw Unexpected(action, resource, error);
        }
    }

    /// <summary>The error for an answer the caller has no name for.</summary>
    public static UnexpectedServiceAnswerException Unexpected(string action, string resource, AmazonServiceException error) => new(
        $"{action} on {resource} was answered with {AwsErrors.Describe(error)}.",
        $"Look the error code up in the API reference of the service; its request id is {error.RequestId ?? "unknown"}.",
        error);

    private static CallerNotPermittedException NotPermitted(string action, string resource, AmazonServiceException error) => new(
        $"The role of this function may not do {action} on {resource}: {AwsErrors.Describe(error)}.",
        $"Allow {action} on {resource} in the role's policy, and look for a Deny in the resource's own policy, "
        + "a service control policy or a KMS key policy.",
        error);
}
