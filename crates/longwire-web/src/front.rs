//! Where every request comes in: what is in memory is answered at once, the rest is routed.
//!
//! Readers ask for feeds that have not changed far more often than for anything else. Such a
//! request is answered here, before routing, the layers around it and the blocking threads:
//! a look into a map and a header section.

use std::convert::Infallible;
use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::Request;
use axum::response::Response;
use longwire_store::{OWNER, Store, StoreError};
use tower::{BoxError, Service};

use crate::publish::serve::at_once;
use crate::{App, Config, routes};

/// The web half over a store. Never fetches; blocks no asynchronous thread.
#[derive(Clone)]
pub struct Front {
    pub(crate) app: Arc<App>,
    routes: Router,
}

impl Front {
    /// Everything that is served from a store.
    pub fn new(config: Config, store: Arc<dyn Store>) -> Self {
        Self::of(App::new(config, store))
    }

    /// Where the owner's first password is chosen, below our root and with the key for it; `None`
    /// where there is one.
    ///
    /// # Errors
    ///
    /// Only the store's own.
    pub fn welcome_path(&self) -> Result<Option<String>, StoreError> {
        let path = || match &self.app.config.welcome_key {
            Some(key) => format!("/welcome?key={key}"),
            None => "/welcome".to_owned(),
        };
        Ok(self.app.store.password(OWNER)?.is_none().then(path))
    }

    /// Everything that an application serves.
    pub(crate) fn of(app: Arc<App>) -> Self {
        Self { routes: routes::router(app.clone()), app }
    }
}

impl<B> Service<Request<B>> for Front
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Answering {
        match at_once(&self.app, &request) {
            Some(response) => Answering::AtOnce(ready(Ok(response))),
            None => Answering::Routed(Box::pin(self.routes.call(request.map(Body::new)))),
        }
    }
}

/// An answer on its way.
pub enum Answering {
    /// It is there.
    AtOnce(Ready<Result<Response, Infallible>>),
    /// A handler makes it.
    Routed(Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>),
}

impl Future for Answering {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::AtOnce(response) => Pin::new(response).poll(context),
            Self::Routed(response) => response.as_mut().poll(context),
        }
    }
}
