using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Internal;

/// <summary>Calls until an answer names no next page.</summary>
/// <param name="page">Asks for the page after a token; null is the first.</param>
/// <param name="next">The token of the page after an answer, null or empty for none.</param>
internal sealed class Paginator<TResponse>(
    Func<string, CancellationToken, Task<TResponse>> page, Func<TResponse, string> next) : IPaginator<TResponse>
{
    private int _used;

    async IAsyncEnumerable<TResponse> IPaginator<TResponse>.PaginateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _used, 1) != 0)
        {
            throw new InvalidOperationException("Paginator has already been consumed and cannot be reused. Please create a new instance.");
        }

        string token = null;
        do
        {
            var response = await page(token, cancellationToken).ConfigureAwait(false);
            yield return response;
            token = next(response);
        }
        while (!string.IsNullOrEmpty(token));
    }
}
